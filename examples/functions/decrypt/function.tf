terraform {
  required_version = ">= 1.11"

  required_providers {
    aws     = { source = "hashicorp/aws", version = ">= 6.50" }
    sessmtp = { source = "sessmtp/sessmtp" }
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

resource "aws_iam_user" "smtp" {
  name = "smtp"
}

# SES requires this permission. Without it: 554 Access denied.
resource "aws_iam_user_policy" "smtp" {
  name = "AmazonSesSendingAccess"
  user = aws_iam_user.smtp.name

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "ses:SendRawEmail", Resource = "*" }]
  })
}

resource "aws_iam_access_key" "smtp" {
  user    = aws_iam_user.smtp.name
  pgp_key = var.pgp_key
}

ephemeral "aws_secretsmanager_secret_version" "private_key" {
  secret_id = var.private_key_secret
}

locals {
  smtp = provider::sessmtp::endpoint("eu-west-1")

  secret_access_key = provider::sessmtp::decrypt(
    aws_iam_access_key.smtp.encrypted_secret,
    ephemeral.aws_secretsmanager_secret_version.private_key.secret_string,
  )

  # The non-secret fields.
  public = {
    username = aws_iam_access_key.smtp.id
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
    password = provider::sessmtp::password(local.secret_access_key, local.smtp.region)
  }))

  # Derived from the other fields: if one changes, Terraform writes the secret.
  secret_string_wo_version = parseint(
    substr(sha256(jsonencode(local.public)), 0, 7), 16
  )
}
