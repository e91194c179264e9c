terraform {
  required_version = ">= 1.8"

  required_providers {
    sessmtp = { source = "sessmtp/sessmtp" }
  }
}

output "smtp" {
  value = provider::sessmtp::endpoint("eu-west-1")
}
