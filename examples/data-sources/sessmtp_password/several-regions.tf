terraform {
  required_version = ">= 1.0"

  required_providers {
    sessmtp = { source = "sessmtp/sessmtp" }
  }
}

variable "secret_access_key" {
  description = "The secret access key of the IAM user that sends mail."
  type        = string
  sensitive   = true
}

data "sessmtp_password" "by_region" {
  for_each = toset(["eu-west-1", "us-east-1"])

  secret_access_key = var.secret_access_key
  region            = each.key
}

output "passwords" {
  value = {
    for region, smtp in data.sessmtp_password.by_region : region => smtp.password
  }
  sensitive = true
}
