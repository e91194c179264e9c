terraform {
  required_version = ">= 1.0"

  required_providers {
    aws     = { source = "hashicorp/aws" }
    sessmtp = { source = "sessmtp/sessmtp" }
  }
}

data "aws_ssm_parameter" "secret_access_key" {
  name = "/smtp/secret-access-key"
}

data "sessmtp_password" "smtp" {
  secret_access_key = data.aws_ssm_parameter.secret_access_key.value
  region            = "eu-west-1"
}

output "smtp_password" {
  value     = data.sessmtp_password.smtp.password
  sensitive = true
}
