# The SMTP settings of an IAM user in a Kubernetes secret. The password goes
# into a write-only argument, so it is not in state or plan. The secret access
# key and ses_smtp_password_v4 are in state: to encrypt them, see encrypted-key.

terraform {
  required_version = ">= 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 6.50"
    }
    kubernetes = {
      source  = "hashicorp/kubernetes"
      version = ">= 3.2"
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

variable "namespace" {
  description = "The namespace of the application that sends mail."
  type        = string
  default     = "default"
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
  smtp     = provider::sessmtp::endpoint(var.region)
  password = provider::sessmtp::password(aws_iam_access_key.smtp.secret, var.region)

  # The non-secret fields.
  public = {
    username = aws_iam_access_key.smtp.id
    region   = local.smtp.region
    host     = local.smtp.host
    port     = local.smtp.starttls_port
  }

  # Derived from the fields: if one changes, Terraform writes the secret.
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
    SMTP_PASSWORD = local.password
  }

  # Without a revision, the provider creates an empty secret.
  data_wo_revision = local.version
}
