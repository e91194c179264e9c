# An IAM user with two access keys for the time of a rotation, and a variable
# that says which of them the application gets. Each step is an apply of its own,
# because the application goes on using the old password until it has read the
# new one.

terraform {
  required_version = ">= 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 6.0"
    }
    sessmtp = {
      source = "sessmtp/sessmtp"
    }
  }
}

variable "region" {
  description = "The region to send mail through."
  type        = string

  # Never false: where the region cannot work, endpoint() says why and what to
  # write instead, at validate or plan.
  validation {
    condition     = provider::sessmtp::endpoint(var.region) != null
    error_message = "The region must have an SES SMTP endpoint."
  }
}

variable "keys" {
  description = "A name for each access key that exists, such as the month it was made in."
  type        = set(string)

  validation {
    condition     = length(var.keys) == 1 || length(var.keys) == 2
    error_message = "There must be one key, or two during a rotation: AWS allows an IAM user no more."
  }
}

variable "live" {
  description = "The key whose password the application gets."
  type        = string

  validation {
    condition     = contains(var.keys, var.live)
    error_message = "The live key must be one of the keys."
  }
}

variable "inactive" {
  description = "Keys that are switched off but not deleted yet, so that they can be switched on again."
  type        = set(string)
  default     = []

  validation {
    condition     = !contains(var.inactive, var.live)
    error_message = "The live key must not be switched off."
  }

  validation {
    condition     = length(setsubtract(var.inactive, var.keys)) == 0
    error_message = "Only keys that exist can be switched off."
  }
}

resource "aws_iam_user" "smtp" {
  name = "smtp"
}

# What SES asks for: without it, it answers 554 Access denied.
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

  # Without it a key would be deleted before the password of the next is written.
  lifecycle {
    create_before_destroy = true
  }
}

locals {
  smtp = provider::sessmtp::endpoint(var.region)

  # What is written and anybody may know.
  public = {
    username = aws_iam_access_key.smtp[var.live].id
    region   = local.smtp.region
    host     = local.smtp.host
    port     = local.smtp.starttls_port
  }

  # A write-only argument is written again only when its version changes. So the
  # version is made from all that the password goes with: another key, region,
  # host or port is another number.
  version = parseint(substr(sha256(jsonencode(local.public)), 0, 7), 16)
}

resource "aws_secretsmanager_secret" "smtp" {
  name = "smtp"
}

resource "aws_secretsmanager_secret_version" "smtp" {
  secret_id = aws_secretsmanager_secret.smtp.id

  secret_string_wo = jsonencode(merge(local.public, {
    password = provider::sessmtp::password(aws_iam_access_key.smtp[var.live].secret, var.region)
  }))
  secret_string_wo_version = local.version
}
