# This provider computes the password for the Region in the configuration.

terraform {
  required_version = ">= 1.8"

  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
    sessmtp = {
      source = "sessmtp/sessmtp"
    }
  }
}

resource "aws_iam_access_key" "smtp" {
  user = "smtp"
}

resource "aws_ssm_parameter" "smtp_password" {
  name  = "/smtp/password"
  type  = "SecureString"
  value = provider::sessmtp::password(aws_iam_access_key.smtp.secret, "eu-west-1")
}
