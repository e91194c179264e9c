# An IAM user that can send mail from one domain, in one Region. Outputs are stored
# in state, so this stores the password.

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

  # endpoint() fails with an explanation for an unusable Region.
  validation {
    condition     = provider::sessmtp::endpoint(var.region) != null
    error_message = "The Region must have an SES SMTP endpoint."
  }
}

variable "account_id" {
  description = "The AWS account that owns the domain."
  type        = string
}

variable "domain" {
  description = "The sender domain. Verify it in SES."
  type        = string
}

resource "aws_iam_user" "smtp" {
  name = "smtp"
}

resource "aws_iam_user_policy" "smtp" {
  name = "AmazonSesSendingAccess"
  user = aws_iam_user.smtp.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "ses:SendRawEmail"
      Resource = local.identity
      Condition = {
        StringLike = { "ses:FromAddress" = "*@${var.domain}" }
      }
    }]
  })
}

resource "aws_iam_access_key" "smtp" {
  user = aws_iam_user.smtp.name
}

locals {
  identity = "arn:aws:ses:${var.region}:${var.account_id}:identity/${var.domain}"

  smtp = provider::sessmtp::endpoint(var.region)
}

output "smtp" {
  value = {
    host     = local.smtp.host
    port     = local.smtp.starttls_port
    username = aws_iam_access_key.smtp.id
    password = provider::sessmtp::password(
      aws_iam_access_key.smtp.secret, var.region
    )
  }
  sensitive = true
}
