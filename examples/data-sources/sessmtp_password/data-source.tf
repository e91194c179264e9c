terraform {
  required_version = ">= 1.0"

  required_providers {
    aws     = { source = "hashicorp/aws" }
    sessmtp = { source = "sessmtp/sessmtp" }
  }
}

resource "aws_iam_user" "smtp" {
  name = "smtp"
}

# SES requires this permission. Without it: 554 Access denied.
resource "aws_iam_user_policy" "smtp" {
  name = "AmazonSesSendingAccess"
  user = aws_iam_user.smtp.name

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "ses:SendRawEmail", Resource = "*" }]
  })
}

resource "aws_iam_access_key" "smtp" {
  user = aws_iam_user.smtp.name
}

data "sessmtp_password" "smtp" {
  access_key_id     = aws_iam_access_key.smtp.id
  secret_access_key = aws_iam_access_key.smtp.secret
  region            = "eu-west-1"
}

output "smtp" {
  value = {
    host     = data.sessmtp_password.smtp.host
    port     = 587 # STARTTLS; 465 for a TLS wrapper
    username = data.sessmtp_password.smtp.username
    password = data.sessmtp_password.smtp.password
  }
  sensitive = true
}
