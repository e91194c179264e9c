# An IAM user with two access keys during a rotation, and a variable that
# selects the live one. Apply each step separately: the application uses the old
# password until it reads the new one.

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

variable "keys" {
  description = "A name for each access key, such as its month."
  type        = set(string)

  validation {
    condition     = length(var.keys) == 1 || length(var.keys) == 2
    error_message = "Use one key, or two during a rotation: AWS allows no more."
  }
}

variable "live" {
  description = "The key whose password is written."
  type        = string

  validation {
    condition     = contains(var.keys, var.live)
    error_message = "The live key must be one of the keys."
  }
}

variable "inactive" {
  description = "Keys that are deactivated, but not deleted yet."
  type        = set(string)
  default     = []

  validation {
    condition     = !contains(var.inactive, var.live)
    error_message = "The live key must be active."
  }

  validation {
    condition     = length(setsubtract(var.inactive, var.keys)) == 0
    error_message = "Only existing keys can be inactive."
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
  for_each = var.keys

  user   = aws_iam_user.smtp.name
  status = contains(var.inactive, each.key) ? "Inactive" : "Active"

  # Write the password of a new key before the old key is deleted.
  lifecycle {
    create_before_destroy = true
  }
}

locals {
  smtp = provider::sessmtp::endpoint(var.region)

  # The non-secret fields.
  public = {
    username = aws_iam_access_key.smtp[var.live].id
    region   = local.smtp.region
    host     = local.smtp.host
    port     = local.smtp.starttls_port
  }

  # Derived from the fields: if one changes, Terraform writes the secret.
  version = parseint(substr(sha256(jsonencode(local.public)), 0, 7), 16)
}

resource "aws_secretsmanager_secret" "smtp" {
  name = "smtp"
}

resource "aws_secretsmanager_secret_version" "smtp" {
  secret_id = aws_secretsmanager_secret.smtp.id

  secret_string_wo = jsonencode(merge(local.public, {
    password = provider::sessmtp::password(
      aws_iam_access_key.smtp[var.live].secret, var.region
    )
  }))
  secret_string_wo_version = local.version
}
