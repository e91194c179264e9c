terraform {
  required_providers {
    sessmtp = { source = "sessmtp/sessmtp" }
  }
}

locals {
  # file() returns a plain value: mark it where it is read, and not in the call,
  # whose errors show the values of what stands in it.
  secret_access_key = sensitive(trimspace(file("${path.module}/secret-access-key.txt")))
}

output "smtp_password" {
  value     = provider::sessmtp::password(local.secret_access_key, "eu-west-1")
  sensitive = true
}
