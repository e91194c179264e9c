variable "encrypted_secret" {
  description = "An OpenPGP message that contains a secret access key."
  type        = string
}

variable "private_key" {
  description = "The OpenPGP private key."
  type        = string
  ephemeral   = true
}

variable "passphrase" {
  description = "The passphrase of the private key."
  type        = string
  ephemeral   = true
}

ephemeral "sessmtp_password" "smtp" {
  secret_access_key = provider::sessmtp::decrypt(var.encrypted_secret, var.private_key, var.passphrase)
  region            = "eu-west-1"
}

resource "aws_ssm_parameter" "smtp_password" {
  name = "/smtp/password"
  type = "SecureString"

  value_wo         = ephemeral.sessmtp_password.smtp.password
  value_wo_version = 1
}
