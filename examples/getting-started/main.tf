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

variable "private_key" {
  description = "The OpenPGP private key, in ASCII armor."
  type        = string
  ephemeral   = true
}

locals {
  smtp = provider::sessmtp::endpoint("eu-west-1")

  secret_access_key = provider::sessmtp::decrypt(
    aws_iam_access_key.smtp.encrypted_secret, var.private_key
  )
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

resource "aws_ssm_parameter" "smtp_password" {
  name     = "/smtp/password"
  type     = "SecureString"
  value_wo = provider::sessmtp::password(local.secret_access_key, local.smtp.region)

  # Derived from the key and the Region: if one changes, Terraform writes it.
  value_wo_version = parseint(
    substr(sha256("${aws_iam_access_key.smtp.id} ${local.smtp.region}"), 0, 7), 16
  )
}

output "smtp" {
  value = {
    host     = local.smtp.host
    port     = local.smtp.starttls_port
    username = aws_iam_access_key.smtp.id
  }
}
