# A module that can be switched off. Then its password is null.

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

variable "enabled" {
  description = "Whether to create the access key."
  type        = bool
}

variable "region" {
  description = "The Region to send mail through."
  type        = string

  # endpoint() fails with an explanation for an unusable Region.
  validation {
    condition     = provider::sessmtp::endpoint(var.region) != null
    error_message = "The Region must have an SES SMTP endpoint."
  }
}

resource "aws_iam_access_key" "smtp" {
  count = var.enabled ? 1 : 0

  user = "smtp"
}

output "smtp_password" {
  value = one([
    for key in aws_iam_access_key.smtp :
    provider::sessmtp::password(key.secret, var.region)
  ])
  sensitive = true
}
