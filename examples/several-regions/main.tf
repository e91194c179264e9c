# One access key that sends mail in several Regions. Each Region has its own
# password, so each has its own secret. Replicas of one secret would contain the
# wrong password.

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

variable "regions" {
  description = "The Regions to send mail through."
  type        = set(string)

  # endpoint() fails with an explanation for an unusable Region.
  validation {
    condition = alltrue([
      for region in var.regions : provider::sessmtp::endpoint(region) != null
    ])
    error_message = "Each Region must have an SES SMTP endpoint."
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
  # The non-secret fields, by Region.
  public = {
    for region in var.regions : region => {
      username = aws_iam_access_key.smtp.id
      region   = region
      host     = provider::sessmtp::endpoint(region).host
      port     = provider::sessmtp::endpoint(region).starttls_port
    }
  }
}

resource "aws_secretsmanager_secret" "smtp" {
  for_each = var.regions

  region = each.key
  name   = "smtp"
}

resource "aws_secretsmanager_secret_version" "smtp" {
  for_each = var.regions

  region    = each.key
  secret_id = aws_secretsmanager_secret.smtp[each.key].id

  secret_string_wo = jsonencode(merge(local.public[each.key], {
    password = provider::sessmtp::password(aws_iam_access_key.smtp.secret, each.key)
  }))

  # Derived from the fields: if one changes, Terraform writes the secret.
  secret_string_wo_version = parseint(
    substr(sha256(jsonencode(local.public[each.key])), 0, 7), 16
  )
}
