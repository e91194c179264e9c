terraform {
  required_version = ">= 1.8"

  required_providers {
    sessmtp = { source = "sessmtp/sessmtp" }
  }
}

variable "access_key_id" {
  description = "The access key ID of the IAM user that sends mail."
  type        = string
}

variable "secret_access_key" {
  description = "The secret access key of the IAM user that sends mail."
  type        = string
  sensitive   = true
}

output "smtp_url" {
  value = provider::sessmtp::url(
    var.access_key_id, var.secret_access_key, "us-east-1", { port = 2587 }
  )
  sensitive = true
}
