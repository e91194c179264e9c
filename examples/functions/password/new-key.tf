terraform {
  required_version = ">= 1.11"
  required_providers {
    aws     = { source = "hashicorp/aws", version = ">= 6.50" }
    sessmtp = { source = "sessmtp/sessmtp" }
  }
}

locals {
  region = "eu-west-1"
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

resource "aws_ssm_parameter" "smtp_password" {
  name     = "/smtp/password"
  type     = "SecureString"
  value_wo = provider::sessmtp::password(aws_iam_access_key.smtp.secret, local.region)

  # Derived from the key and the Region: if one changes, Terraform writes it.
  value_wo_version = parseint(substr(sha256("${aws_iam_access_key.smtp.id} ${local.region}"), 0, 7), 16)
}
