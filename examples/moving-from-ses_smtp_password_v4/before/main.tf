# The AWS provider computes the password for its own Region.

terraform {
  required_version = ">= 1.8"

  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

resource "aws_iam_access_key" "smtp" {
  user = "smtp"
}

resource "aws_ssm_parameter" "smtp_password" {
  name  = "/smtp/password"
  type  = "SecureString"
  value = aws_iam_access_key.smtp.ses_smtp_password_v4
}
