# A module that creates SMTP credentials, with tests that need no AWS account.

terraform {
  required_version = ">= 1.8"

  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
    sessmtp = {
      source = "sessmtp/sessmtp"
    }
  }
}

variable "region" {
  description = "The Region to send mail through."
  type        = string

  # can() turns the error of endpoint() into false, so that a test can expect it.
  validation {
    condition     = can(provider::sessmtp::endpoint(var.region))
    error_message = "Choose a Region with an SES SMTP endpoint, such as us-east-1."
  }
}

resource "aws_iam_user" "smtp" {
  name = "smtp"
}

resource "aws_iam_access_key" "smtp" {
  user = aws_iam_user.smtp.name
}

data "sessmtp_password" "smtp" {
  access_key_id     = aws_iam_access_key.smtp.id
  secret_access_key = aws_iam_access_key.smtp.secret
  region            = var.region
}

output "host" {
  value = data.sessmtp_password.smtp.host
}

output "username" {
  value = data.sessmtp_password.smtp.username
}

output "password" {
  value     = data.sessmtp_password.smtp.password
  sensitive = true
}
