terraform {
  required_providers {
    sessmtp = { source = "sessmtp/sessmtp" }
  }
}

variable "pgp_key" {
  description = "The public key, in base64."
  type        = string
}

variable "private_key_secret" {
  description = "The ARN of the secret with the private key, in ASCII armor."
  type        = string
}

resource "aws_iam_access_key" "smtp" {
  user    = "smtp"
  pgp_key = var.pgp_key
}

ephemeral "aws_secretsmanager_secret_version" "private_key" {
  secret_id = var.private_key_secret
}

locals {
  secret_access_key = provider::sessmtp::decrypt(
    aws_iam_access_key.smtp.encrypted_secret,
    ephemeral.aws_secretsmanager_secret_version.private_key.secret_string,
  )
}

resource "aws_ssm_parameter" "smtp_url" {
  name = "/smtp/url"
  type = "SecureString"

  value_wo         = provider::sessmtp::url(aws_iam_access_key.smtp.id, local.secret_access_key, "eu-west-1")
  value_wo_version = parseint(substr(sha256(aws_iam_access_key.smtp.id), 0, 7), 16)
}
