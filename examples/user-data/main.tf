# The SMTP settings of an IAM user in AWS Secrets Manager, and an EC2 instance
# whose Postfix gets them at boot. Terraform stores user data in state, and
# anyone on the instance can read it, so it contains only the name of the
# secret. The secret access key and ses_smtp_password_v4 are in state: to
# encrypt them, see encrypted-key.

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

variable "ami" {
  description = "The ID of an image with Postfix, the AWS CLI, and jq."
  type        = string
}

variable "instance_profile" {
  description = "An instance profile that can read the secret."
  type        = string
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

resource "aws_secretsmanager_secret" "smtp" {
  name = "smtp"
}

resource "aws_secretsmanager_secret_version" "smtp" {
  secret_id = aws_secretsmanager_secret.smtp.id

  secret_string_wo = jsonencode(merge(local.public, {
    password = provider::sessmtp::password(
      aws_iam_access_key.smtp.secret, var.region
    )
  }))
  secret_string_wo_version = local.version
}

resource "aws_instance" "mail" {
  ami                  = var.ami
  instance_type        = "t4g.nano"
  iam_instance_profile = var.instance_profile

  user_data = templatefile("${path.module}/postfix.sh.tftpl", {
    secret = aws_secretsmanager_secret.smtp.name
    region = aws_secretsmanager_secret.smtp.region
    host   = local.smtp.host
    port   = local.smtp.starttls_port
  })

  # EC2 runs user data at the first boot only.
  user_data_replace_on_change = true

  # The script reads the secret at boot.
  depends_on = [aws_secretsmanager_secret_version.smtp]
}
