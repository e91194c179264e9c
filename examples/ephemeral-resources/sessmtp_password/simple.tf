terraform {
  required_providers {
    sessmtp = { source = "sessmtp/sessmtp" }
  }
}

variable "secret_access_key" {
  description = "The secret access key of the IAM user that sends mail."
  type        = string
  ephemeral   = true
}

ephemeral "sessmtp_password" "smtp" {
  secret_access_key = var.secret_access_key
  region            = "eu-west-1"
}

resource "aws_ssm_parameter" "smtp_password" {
  name = "/smtp/password"
  type = "SecureString"

  value_wo         = ephemeral.sessmtp_password.smtp.password
  value_wo_version = 1 # raise it when the key or the region changes
}
