# The SMTP settings of a Keycloak realm. The Keycloak provider has no write-only
# argument for them, so THE PASSWORD IS STORED IN STATE AND PLAN.

terraform {
  required_version = ">= 1.8"

  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
    keycloak = {
      source  = "keycloak/keycloak"
      version = ">= 5.9"
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

variable "from" {
  description = "The sender address. Verify it, or its domain, in SES."
  type        = string
}

resource "aws_iam_user" "smtp" {
  name = "smtp"
}

# SES requires this permission. Without it: 554 Access denied.
resource "aws_iam_user_policy" "smtp" {
  name = "AmazonSesSendingAccess"
  user = aws_iam_user.smtp.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "ses:SendRawEmail"
      Resource = "*"
    }]
  })
}

resource "aws_iam_access_key" "smtp" {
  user = aws_iam_user.smtp.name
}

locals {
  smtp     = provider::sessmtp::endpoint(var.region)
  password = provider::sessmtp::password(aws_iam_access_key.smtp.secret, var.region)
}

resource "keycloak_realm" "this" {
  realm = "example"

  smtp_server {
    host     = local.smtp.host
    port     = local.smtp.starttls_port
    starttls = true
    from     = var.from

    auth {
      username = aws_iam_access_key.smtp.id
      password = local.password
    }
  }
}
