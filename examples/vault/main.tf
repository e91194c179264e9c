# The SMTP settings of an IAM user in HashiCorp Vault, from the ephemeral
# resource. The password goes through a write-only argument, so neither state nor
# plan gets it.
#
# The access key that Terraform makes is in state, with its secret: see
# nothing-stored for one that is not.

terraform {
  required_version = ">= 1.11"

  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
    sessmtp = {
      source = "sessmtp/sessmtp"
    }
    vault = {
      source  = "hashicorp/vault"
      version = ">= 5.0"
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

ephemeral "sessmtp_password" "smtp" {
  secret_access_key = aws_iam_access_key.smtp.secret
  region            = var.region
}

resource "vault_kv_secret_v2" "smtp" {
  mount = "secret" # a KV engine, version 2, that exists
  name  = "smtp"

  # Or else the provider reads back what it wrote, and may keep it in state.
  disable_read = true

  data_json_wo = jsonencode(merge(local.public, {
    password = ephemeral.sessmtp_password.smtp.password
  }))
  data_json_wo_version = local.version
}
