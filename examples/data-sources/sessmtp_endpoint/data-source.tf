terraform {
  required_providers {
    sessmtp = { source = "sessmtp/sessmtp" }
  }
}

variable "region" {
  description = "The region to send mail through."
  type        = string
}

data "sessmtp_endpoint" "this" {
  region = var.region
}

output "smtp_server" {
  value = "${data.sessmtp_endpoint.this.host}:${data.sessmtp_endpoint.this.starttls_port}"
}
