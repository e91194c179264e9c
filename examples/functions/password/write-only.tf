terraform {
  required_version = ">= 1.11"
  required_providers {
    aws     = { source = "hashicorp/aws", version = ">= 6.50" }
    sessmtp = { source = "sessmtp/sessmtp" }
  }
}

variable "secret_access_key" {
  type      = string
  ephemeral = true
}

resource "aws_ssm_parameter" "smtp_password" {
  name             = "/smtp/password"
  type             = "SecureString"
  value_wo         = provider::sessmtp::password(var.secret_access_key, "eu-west-1")
  value_wo_version = 1 # increase it when you change the key or the Region
}
