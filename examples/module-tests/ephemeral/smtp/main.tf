# SMTP credentials whose password is in Parameter Store, and not in state.

terraform {
  required_version = ">= 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 6.50"
    }
    sessmtp = {
      source = "sessmtp/sessmtp"
    }
  }
}

variable "region" {
  description = "The Region to send mail through."
  type        = string
}

resource "aws_iam_user" "smtp" {
  name = "smtp"
}

# SES requires this permission. Without it: 554 Access denied.
resource "aws_iam_user_policy" "smtp" {
  name = "AmazonSesSendingAccess"
  user = aws_iam_user.smtp.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "ses:SendRawEmail"
      Resource = "*"
    }]
  })
}

resource "aws_iam_access_key" "smtp" {
  user = aws_iam_user.smtp.name
}

ephemeral "sessmtp_password" "smtp" {
  secret_access_key = aws_iam_access_key.smtp.secret
  region            = var.region
}

resource "aws_ssm_parameter" "smtp" {
  name     = "/smtp/password"
  type     = "SecureString"
  value_wo = ephemeral.sessmtp_password.smtp.password

  # If the key or the Region changes, Terraform writes the password.
  value_wo_version = parseint(
    substr(sha256("${aws_iam_access_key.smtp.id} ${var.region}"), 0, 7), 16
  )
}

output "username" {
  value = aws_iam_access_key.smtp.id
}

output "password_parameter" {
  value = aws_ssm_parameter.smtp.name
}
