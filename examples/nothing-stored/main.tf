# An access key that Terraform neither creates nor stores. An ephemeral resource
# reads it from AWS Secrets Manager, and the password goes into a write-only
# argument.

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

variable "access_key_secret" {
  description = "The ARN of the secret with the access key, as JSON."
  type        = string
}

ephemeral "aws_secretsmanager_secret_version" "access_key" {
  secret_id = var.access_key_secret
}

# The IDs of the versions of the secret, not its contents.
data "aws_secretsmanager_secret_versions" "access_key" {
  secret_id = var.access_key_secret
}

locals {
  smtp = provider::sessmtp::endpoint(var.region)

  access_key = jsondecode(
    ephemeral.aws_secretsmanager_secret_version.access_key.secret_string
  )

  # The access key ID is ephemeral here, so it cannot be part of the version of the
  # secret that is written. The version ID of the secret that is read can.
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
    password = provider::sessmtp::password(
      local.access_key.secret_access_key, var.region
    )
    region = local.smtp.region
    host   = local.smtp.host
    port   = local.smtp.starttls_port
  })

  # Derived from the public values: if one changes, Terraform writes the secret.
  secret_string_wo_version = parseint(
    substr(sha256(jsonencode(local.public)), 0, 7), 16
  )
}
