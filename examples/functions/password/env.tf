terraform {
  required_version = ">= 1.8"

  required_providers {
    sessmtp = { source = "sessmtp/sessmtp" }
  }
}

locals {
  # file() returns an unmarked value. Mark it here: if a call fails, Terraform
  # prints its unmarked values.
  env               = sensitive(file(".env"))
  access_key_id     = regex("(?m)^(?:export )?AWS_ACCESS_KEY_ID=(\\S+)", local.env)[0]
  secret_access_key = regex("(?m)^(?:export )?AWS_SECRET_ACCESS_KEY=(\\S+)", local.env)[0]
}

output "smtp_password" {
  value     = provider::sessmtp::password(local.secret_access_key, "eu-west-1")
  sensitive = true
}

output "smtp_url" {
  value = provider::sessmtp::url(
    local.access_key_id, local.secret_access_key, "eu-west-1"
  )
  sensitive = true
}
