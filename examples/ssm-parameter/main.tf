# All SMTP settings as one URL in the SSM Parameter Store. The URL goes through a
# write-only argument, so neither state nor plan gets it.
#
# The access key that Terraform makes is in state, with its secret: see
# nothing-stored for one that is not.

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
  smtp = provider::sessmtp::endpoint(var.region)

  # What is in the URL and anybody may know.
  public = {
    username = aws_iam_access_key.smtp.id
    region   = local.smtp.region
    host     = local.smtp.host
    port     = local.smtp.tls_wrapper_port
  }

  # A write-only argument is written again only when its version changes. So the
  # version is made from all that the password goes with: another key, region,
  # host or port is another number.
  version = parseint(substr(sha256(jsonencode(local.public)), 0, 7), 16)
}

resource "aws_ssm_parameter" "mailer_dsn" {
  name = "/smtp/mailer-dsn"
  type = "SecureString"

  value_wo         = provider::sessmtp::url(aws_iam_access_key.smtp.id, aws_iam_access_key.smtp.secret, var.region)
  value_wo_version = local.version
}
