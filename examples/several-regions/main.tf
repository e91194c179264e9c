# One access key that sends mail through several regions. Each region has a
# password of its own, so each has a secret of its own, in the region itself: a
# replica of one secret would hold the password of another region.

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

variable "regions" {
  description = "The regions to send mail through."
  type        = set(string)

  # Never false: where a region cannot work, endpoint() says why and what to
  # write instead, at validate or plan.
  validation {
    condition     = alltrue([for region in var.regions : provider::sessmtp::endpoint(region) != null])
    error_message = "Each region must have an SES SMTP endpoint."
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
  user = aws_iam_user.smtp.name
}

locals {
  # By region, what is written and anybody may know.
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

  # A write-only argument is written again only when its version changes. So the
  # version is made from all that the password goes with.
  secret_string_wo = jsonencode(merge(local.public[each.key], {
    password = provider::sessmtp::password(aws_iam_access_key.smtp.secret, each.key)
  }))
  secret_string_wo_version = parseint(substr(sha256(jsonencode(local.public[each.key])), 0, 7), 16)
}
