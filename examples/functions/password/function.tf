terraform {
  required_providers {
    sessmtp = { source = "sessmtp/sessmtp" }
  }
}

resource "aws_iam_access_key" "smtp" {
  user = "smtp"
}

output "smtp_password" {
  value     = provider::sessmtp::password(aws_iam_access_key.smtp.secret, "eu-west-1")
  sensitive = true
}
