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

data "sessmtp_password" "smtp" {
  secret_access_key = var.secret_access_key
  region            = "eu-west-1"
}

output "smtp_password" {
  value     = data.sessmtp_password.smtp.password
  sensitive = true
}
