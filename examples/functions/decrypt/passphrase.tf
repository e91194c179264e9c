terraform {
  required_version = ">= 1.11"

  required_providers {
    aws     = { source = "hashicorp/aws", version = ">= 6.50" }
    sessmtp = { source = "sessmtp/sessmtp" }
  }
}

variable "encrypted_secret" {
  description = "An OpenPGP message that contains a secret access key."
  type        = string
}

variable "private_key" {
  description = "The OpenPGP private key, in ASCII armor."
  type        = string
  ephemeral   = true
}

variable "passphrase" {
  description = "The passphrase of the private key."
  type        = string
  ephemeral   = true
}

ephemeral "sessmtp_password" "smtp" {
  region = "eu-west-1"

  secret_access_key = provider::sessmtp::decrypt(
    var.encrypted_secret, var.private_key, var.passphrase
  )
}

resource "aws_ssm_parameter" "smtp_password" {
  name     = "/smtp/password"
  type     = "SecureString"
  value_wo = ephemeral.sessmtp_password.smtp.password

  # Increase it when you change the key or the Region.
  value_wo_version = 1
}
