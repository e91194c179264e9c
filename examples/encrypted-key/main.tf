# An IAM user whose access key Terraform creates, and its SMTP settings in AWS
# Secrets Manager. The secret access key is encrypted in state. It is decrypted
# only on its way to the write-only argument, so nothing in state or plan is
# readable.

terraform {
  required_version = ">= 1.11"

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

variable "pgp_key" {
  description = "The OpenPGP public key, in base64."
  type        = string

  # With an empty key, the secret would be stored in plain text.
  validation {
    condition = (
      startswith(var.pgp_key, "keybase:") ||
      can(regex("^[mx][A-Za-z0-9+/\\s]{80,}=*\\s*$", var.pgp_key))
    )
    error_message = "pgp_key must be base64 of a public key, without ASCII armor."
  }
}

variable "private_key_secret" {
  description = "The ARN of the secret with the OpenPGP private key."
  type        = string
}

variable "keys" {
  description = "A name for each access key: one, or two during a rotation."
  type        = set(string)
  default     = ["first"]
}

variable "live" {
  description = "The access key whose password is written."
  type        = string
  default     = "first"

  validation {
    condition     = contains(var.keys, var.live)
    error_message = "The live key must be one of the keys."
  }
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

# With pgp_key, secret and ses_smtp_password_v4 are null.
resource "aws_iam_access_key" "smtp" {
  for_each = var.keys

  user    = aws_iam_user.smtp.name
  pgp_key = var.pgp_key

  # Write the password of a new key before the old key is deleted.
  lifecycle {
    create_before_destroy = true
  }
}

ephemeral "aws_secretsmanager_secret_version" "private_key" {
  secret_id = var.private_key_secret
}

locals {
  smtp = provider::sessmtp::endpoint(var.region)

  secret_access_key = provider::sessmtp::decrypt(
    aws_iam_access_key.smtp[var.live].encrypted_secret,
    ephemeral.aws_secretsmanager_secret_version.private_key.secret_string,
  )

  # The non-secret fields.
  public = {
    username = aws_iam_access_key.smtp[var.live].id
    region   = local.smtp.region
    host     = local.smtp.host
    port     = local.smtp.starttls_port
  }
}

resource "aws_secretsmanager_secret" "smtp" {
  name = "smtp"
}

resource "aws_secretsmanager_secret_version" "smtp" {
  secret_id = aws_secretsmanager_secret.smtp.id

  secret_string_wo = jsonencode(merge(local.public, {
    password = provider::sessmtp::password(local.secret_access_key, var.region)
  }))

  # Derived from the fields: if one changes, Terraform writes the secret.
  secret_string_wo_version = parseint(
    substr(sha256(jsonencode(local.public)), 0, 7), 16
  )
}
