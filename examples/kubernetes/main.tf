# The SMTP settings of an IAM user in a Kubernetes secret. The password goes
# through a write-only argument, so neither state nor plan gets it.
#
# The access key that Terraform makes is in state, with its secret: see
# nothing-stored for one that is not.

terraform {
  required_version = ">= 1.11"

  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
    kubernetes = {
      source  = "hashicorp/kubernetes"
      version = ">= 2.36"
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

variable "namespace" {
  description = "The namespace of the application that sends mail."
  type        = string
  default     = "default"
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

  # What is written and anybody may know.
  public = {
    username = aws_iam_access_key.smtp.id
    region   = local.smtp.region
    host     = local.smtp.host
    port     = local.smtp.starttls_port
  }

  # A write-only argument is written again only when its version changes. So the
  # version is made from all that the password goes with: another key, region,
  # host or port is another number.
  version = parseint(substr(sha256(jsonencode(local.public)), 0, 7), 16)
}

resource "kubernetes_secret_v1" "smtp" {
  metadata {
    name      = "smtp"
    namespace = var.namespace
  }

  data_wo = {
    SMTP_HOST     = local.public.host
    SMTP_PORT     = local.public.port
    SMTP_USERNAME = local.public.username
    SMTP_PASSWORD = provider::sessmtp::password(aws_iam_access_key.smtp.secret, var.region)
  }
  data_wo_revision = local.version
}
