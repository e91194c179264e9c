# An access key that Terraform neither creates nor stores. An ephemeral resource
# reads it from HashiCorp Vault, and the password goes into a write-only argument.

terraform {
  required_version = ">= 1.11"

  required_providers {
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
  description = "The Region to send mail through."
  type        = string

  # endpoint() fails with an explanation for an unusable Region.
  validation {
    condition     = provider::sessmtp::endpoint(var.region) != null
    error_message = "The Region must have an SES SMTP endpoint."
  }
}

variable "access_key_version" {
  description = "The version of the secret with the access key."
  type        = number

  # With 0, Vault returns the latest one, and a new key would not be noticed.
  validation {
    condition     = var.access_key_version >= 1
    error_message = "access_key_version must be 1 or more."
  }
}

ephemeral "vault_kv_secret_v2" "access_key" {
  mount   = "secret" # an existing KV engine, version 2
  name    = "smtp-access-key"
  version = var.access_key_version
}

locals {
  smtp = provider::sessmtp::endpoint(var.region)

  access_key = ephemeral.vault_kv_secret_v2.access_key.data

  # The access key ID is ephemeral here, so it cannot be part of the version of the
  # secret that is written. The version of the secret that is read can.
  public = {
    access_key = var.access_key_version
    region     = local.smtp.region
    host       = local.smtp.host
    port       = local.smtp.starttls_port
  }
}

resource "vault_kv_secret_v2" "smtp" {
  mount = "secret"
  name  = "smtp"

  # Otherwise the token also needs permission to read this secret and its metadata.
  disable_read = true

  data_json_wo = jsonencode({
    username = local.access_key.access_key_id
    password = provider::sessmtp::password(
      local.access_key.secret_access_key, var.region
    )
    region = local.smtp.region
    host   = local.smtp.host
    port   = local.smtp.starttls_port
  })

  # Derived from the public values: if one changes, Terraform writes the secret.
  data_json_wo_version = parseint(
    substr(sha256(jsonencode(local.public)), 0, 7), 16
  )
}
