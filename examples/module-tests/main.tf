# A module that makes SMTP credentials, with tests that need no AWS account.

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
  description = "The region to send mail through."
  type        = string

  # Never false: where the region cannot work, endpoint() says why and what to
  # write instead, at validate or plan.
  validation {
    condition     = provider::sessmtp::endpoint(var.region) != null
    error_message = "The region must have an SES SMTP endpoint."
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
