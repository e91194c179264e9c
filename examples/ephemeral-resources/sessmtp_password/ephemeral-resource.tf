terraform {
  required_version = ">= 1.11"

  required_providers {
    aws     = { source = "hashicorp/aws", version = ">= 6.50" }
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

locals {
  region = "eu-west-1"
  smtp   = provider::sessmtp::endpoint(local.region)

  # The non-secret fields.
  public = {
    username = aws_iam_access_key.smtp.id
    region   = local.region
    host     = local.smtp.host
    port     = local.smtp.starttls_port
  }
}

ephemeral "sessmtp_password" "smtp" {
  access_key_id     = aws_iam_access_key.smtp.id
  secret_access_key = aws_iam_access_key.smtp.secret
  region            = local.region
}

resource "aws_secretsmanager_secret" "smtp" {
  name = "smtp"
}

resource "aws_secretsmanager_secret_version" "smtp" {
  secret_id = aws_secretsmanager_secret.smtp.id

  secret_string_wo = jsonencode(merge(local.public, {
    password = ephemeral.sessmtp_password.smtp.password
  }))

  # Derived from the other fields: if one changes, Terraform writes the secret.
  secret_string_wo_version = parseint(
    substr(sha256(jsonencode(local.public)), 0, 7), 16
  )
}
