# A mistake: ignore_changes keeps the password of the old Region. Remove the
# lifecycle block.

terraform {
  required_version = ">= 1.8"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 6.50"
    }
    sessmtp = {
      source = "sessmtp/sessmtp"
    }
  }
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
  user = "smtp"
}

resource "aws_secretsmanager_secret" "smtp" {
  name = "smtp"
}

resource "aws_secretsmanager_secret_version" "smtp" {
  secret_id = aws_secretsmanager_secret.smtp.id
  secret_string = provider::sessmtp::password(
    aws_iam_access_key.smtp.secret, var.region
  )

  lifecycle {
    ignore_changes = [secret_string]
  }
}
