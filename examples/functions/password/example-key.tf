terraform {
  required_version = ">= 1.8"

  required_providers {
    sessmtp = { source = "sessmtp/sessmtp" }
  }
}

output "password" {
  value = provider::sessmtp::password(
    "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "eu-west-1"
  )
}
