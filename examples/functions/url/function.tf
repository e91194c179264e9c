terraform {
  required_version = ">= 1.8"

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

output "mailer_dsn" {
  value = provider::sessmtp::url(
    aws_iam_access_key.smtp.id, aws_iam_access_key.smtp.secret, "eu-west-1"
  )
  sensitive = true
}
