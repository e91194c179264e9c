terraform {
  required_version = ">= 1.0"

  required_providers {
    sessmtp = { source = "sessmtp/sessmtp" }
  }
}

variable "region" {
  description = "The Region to send mail through."
  type        = string
}

data "sessmtp_endpoint" "smtp" {
  region = var.region
}

output "smtp_server" {
  value = {
    host = data.sessmtp_endpoint.smtp.host
    port = data.sessmtp_endpoint.smtp.starttls_port
  }
}
