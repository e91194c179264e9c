terraform {
  required_version = ">= 1.11"

  required_providers {
    aws     = { source = "hashicorp/aws", version = ">= 6.50" }
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
  name     = "/smtp/password"
  type     = "SecureString"
  value_wo = ephemeral.sessmtp_password.smtp.password

  # Increase it when you change the key or the Region.
  value_wo_version = 1
}
