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

locals {
  smtp = provider::sessmtp::endpoint(var.region)
}

output "smtp_server" {
  value = "${local.smtp.host}:${local.smtp.starttls_port}"
}
