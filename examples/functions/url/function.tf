terraform {
  required_providers {
    sessmtp = { source = "sessmtp/sessmtp" }
  }
}

resource "aws_iam_access_key" "smtp" {
  user = "smtp"
}

output "mailer_dsn" {
  value     = provider::sessmtp::url(aws_iam_access_key.smtp.id, aws_iam_access_key.smtp.secret, "eu-west-1")
  sensitive = true
}
