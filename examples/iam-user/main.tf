# An IAM user, group, and policy as the SES console creates them, and the SMTP
# settings as an output. Outputs are stored in state, so this stores the password.

terraform {
  required_version = ">= 1.8"

  required_providers {
    aws = {
      source = "hashicorp/aws"
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

# All SMTP users of the SES console share this group. If it exists already, remove
# it and its policy here, and keep its name in the membership. Do not import it: the
# other users depend on it.
resource "aws_iam_group" "ses" {
  name = "AWSSESSendingGroupDoNotRename"

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_iam_group_policy" "ses" {
  name  = "AmazonSesSendingAccess"
  group = aws_iam_group.ses.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "ses:SendRawEmail"
      Resource = "*"
    }]
  })

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_iam_user" "smtp" {
  name = "smtp"
}

resource "aws_iam_user_group_membership" "smtp" {
  user   = aws_iam_user.smtp.name
  groups = [aws_iam_group.ses.name]
}

resource "aws_iam_access_key" "smtp" {
  user = aws_iam_user.smtp.name
}

locals {
  smtp = provider::sessmtp::endpoint(var.region)
}

output "smtp" {
  value = {
    host     = local.smtp.host
    port     = local.smtp.starttls_port
    username = aws_iam_access_key.smtp.id
    password = provider::sessmtp::password(
      aws_iam_access_key.smtp.secret, var.region
    )
  }
  sensitive = true
}
