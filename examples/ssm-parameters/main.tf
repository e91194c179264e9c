# Host, port, user name, and password as separate parameters in SSM Parameter
# Store. The password goes into a write-only argument, so it is not in state or
# plan. The secret access key and ses_smtp_password_v4 are in state: to encrypt
# them, see encrypted-key.

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

  # endpoint() fails with an explanation for an unusable Region.
  validation {
    condition     = provider::sessmtp::endpoint(var.region) != null
    error_message = "The Region must have an SES SMTP endpoint."
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

locals {
  smtp = provider::sessmtp::endpoint(var.region)

  public = {
    host     = local.smtp.host
    port     = tostring(local.smtp.starttls_port)
    username = aws_iam_access_key.smtp.id
  }
}

resource "aws_ssm_parameter" "public" {
  for_each = local.public

  name  = "/smtp/${each.key}"
  type  = "String"
  value = each.value
}

resource "aws_ssm_parameter" "password" {
  name = "/smtp/password"
  type = "SecureString"

  value_wo = provider::sessmtp::password(
    aws_iam_access_key.smtp.secret, var.region
  )

  # Derived from the other parameters: if one changes, Terraform writes this one.
  value_wo_version = parseint(
    substr(sha256(jsonencode(local.public)), 0, 7), 16
  )
}
