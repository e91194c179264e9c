terraform {
  required_version = ">= 1.8"

  required_providers {
    sessmtp = { source = "sessmtp/sessmtp" }
  }
}

locals {
  # file() returns an unmarked value. Mark it here, not in the call: if the call
  # fails, Terraform prints its unmarked values.
  secret_access_key = sensitive(trimspace(file("secret-access-key.txt")))
}

output "smtp_password" {
  value     = provider::sessmtp::password(local.secret_access_key, "eu-west-1")
  sensitive = true
}
