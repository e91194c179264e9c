terraform {
  required_version = ">= 1.8"

  required_providers {
    sessmtp = { source = "sessmtp/sessmtp" }
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

locals {
  smtp = provider::sessmtp::endpoint(var.region)
}

output "smtp_server" {
  value = "${local.smtp.host}:${local.smtp.starttls_port}"
}
