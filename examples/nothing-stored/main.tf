# An access key that Terraform did not make and does not store: it is read from
# AWS Secrets Manager by an ephemeral resource, and the password is written
# through a write-only argument. Neither the key nor the password is in any state
# or plan.

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

variable "access_key_secret" {
  description = "ARN of the secret with the access key, as JSON: access_key_id and secret_access_key."
  type        = string
}

ephemeral "aws_secretsmanager_secret_version" "access_key" {
  secret_id = var.access_key_secret
}

# Tells which version of the secret is the current one, and not what is in it.
data "aws_secretsmanager_secret_versions" "access_key" {
  secret_id = var.access_key_secret
}

locals {
  access_key = jsondecode(ephemeral.aws_secretsmanager_secret_version.access_key.secret_string)
  smtp       = provider::sessmtp::endpoint(var.region)

  # A write-only argument is written again only when its version changes. So the
  # version is made from all that the password goes with. The access key ID is
  # ephemeral here and cannot be in it; the version of its secret is, instead.
  public = {
    access_key = one([
      for version in data.aws_secretsmanager_secret_versions.access_key.versions :
      version.version_id if contains(version.version_stages, "AWSCURRENT")
    ])
    region = local.smtp.region
    host   = local.smtp.host
    port   = local.smtp.starttls_port
  }
}

resource "aws_secretsmanager_secret" "smtp" {
  name = "smtp"
}

resource "aws_secretsmanager_secret_version" "smtp" {
  secret_id = aws_secretsmanager_secret.smtp.id

  secret_string_wo = jsonencode({
    username = local.access_key.access_key_id
    password = provider::sessmtp::password(local.access_key.secret_access_key, var.region)
    region   = local.smtp.region
    host     = local.smtp.host
    port     = local.smtp.starttls_port
  })
  secret_string_wo_version = parseint(substr(sha256(jsonencode(local.public)), 0, 7), 16)
}
